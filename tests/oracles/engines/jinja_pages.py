"""python jinja_pages.py FOLDER jinja|django: every template in every world, as TEMPLATE.WORLD.out or .err."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

CHOICES = {"undecided": None, "refused": "rejected", "granted": "accepted"}


def jinja(text: str, values: dict[str, Any]) -> str:
    import jinja2

    base = "".join(f"{{% block {name} %}}{{% endblock %}}" for name in ("head", "content", "scripts"))
    layouts = jinja2.DictLoader({"base.html": base, "page": text})
    return jinja2.Environment(loader=layouts).get_template("page").render(values)


def django(text: str, values: dict[str, Any]) -> str:
    from django.template import Context, Engine

    libraries = {"static": "django.templatetags.static"}
    return Engine(libraries=libraries).from_string(text).render(Context(values))


def main(folder: Path, engine: str) -> None:
    if engine == "django":
        import django as framework
        from django.conf import settings

        settings.configure(STATIC_URL="/static/")
        framework.setup()
    render = {"jinja": jinja, "django": django}[engine]
    for place in list(folder.iterdir()):
        for world, choice in CHOICES.items():
            cookies = {"cookie_consent": choice} if choice else {}
            request = SimpleNamespace(cookies=cookies, COOKIES=cookies)
            values = {"request": request, **cookies, "settings": {}, "page": {}, "title": "x", "cbid": "x"}
            try:
                place.with_name(f"{place.name}.{world}.out").write_text(render(place.read_text("utf-8"), values))
            except Exception as error:
                place.with_name(f"{place.name}.{world}.err").write_text(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
