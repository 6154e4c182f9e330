// go run pages.go FOLDER: every template of the folder in every world, as TEMPLATE.WORLD.out or .err.
package main

import (
	"bytes"
	"html/template"
	"os"
	"path/filepath"
)

type Widget struct{ Enabled bool }

type Page struct {
	CookieConsent, Title, Style, Nonce string
	Cookies                            map[string]string
	Site                               struct{ Params map[string]string }
	Widgets                            []Widget
	IsServer                           bool
}

func (page Page) HasConsent(purposes ...string) bool { return page.CookieConsent == "accepted" }

func page(choice string) Page {
	made := Page{CookieConsent: choice, Cookies: map[string]string{}, Widgets: []Widget{{true}}}
	if choice != "" {
		made.Cookies["cookie_consent"] = choice
	}
	made.Site.Params = map[string]string{"chat": "x", "cbid": "x"}
	return made
}

func render(text string, choice string) ([]byte, error) {
	var out bytes.Buffer
	parsed, err := template.New("page").Parse(text)
	if err == nil {
		err = parsed.Execute(&out, page(choice))
	}
	return out.Bytes(), err
}

func main() {
	files, _ := os.ReadDir(os.Args[1])
	for _, file := range files {
		place := filepath.Join(os.Args[1], file.Name())
		text, _ := os.ReadFile(place)
		for world, choice := range map[string]string{"undecided": "", "refused": "rejected", "granted": "accepted"} {
			out, err := render(string(text), choice)
			if err != nil {
				os.WriteFile(place+"."+world+".err", []byte(err.Error()), 0o644)
			} else {
				os.WriteFile(place+"."+world+".out", out, 0o644)
			}
		}
	}
}
