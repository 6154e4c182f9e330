export let consent = false;

export function update() {
  consent = true;
}
