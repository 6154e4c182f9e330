# elixir eex.exs FOLDER: every template of the folder in every world, as TEMPLATE.WORLD.out or .err.
[folder] = System.argv()
choices = [{"undecided", nil}, {"refused", "rejected"}, {"granted", "accepted"}]

for file <- File.ls!(folder), {world, choice} <- choices do
  place = Path.join(folder, file)
  cookies = if choice, do: %{"cookie_consent" => choice}, else: %{}

  assigns = [
    conn: %{cookies: cookies}, cookies: cookies, cookie_consent: choice, has_consent: choice == "accepted",
    muted: false, widgets: [%{enabled: true}], title: "x", cbid: "x", chat_enabled: true, page: "contact"
  ]

  try do
    File.write!("#{place}.#{world}.out", EEx.eval_string(File.read!(place), assigns: assigns))
  rescue
    error -> File.write!("#{place}.#{world}.err", Exception.message(error))
  end
end
