import { Injectable, computed, signal } from '@angular/core';

@Injectable({ providedIn: 'root' })
export class ConsentService {
  readonly choice = signal<string | null>(localStorage.getItem('cookie-consent'));
  readonly chat = computed(() => this.choice() === 'accepted');

  choose(choice: string): void {
    this.choice.set(choice);
    localStorage.setItem('cookie-consent', choice);
  }
}
