// java -cp freemarker.jar Freemarker.java FOLDER: every template of the folder in every world, as TEMPLATE.WORLD.out or .err.
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateExceptionHandler;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

public class Freemarker {
    static final Map<String, String> WORLDS = Map.of("undecided", "", "refused", "rejected", "granted", "accepted");

    static String render(String text, String choice) throws Exception {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_31);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setTagSyntax(Configuration.AUTO_DETECT_TAG_SYNTAX);
        configuration.setLogTemplateExceptions(false);
        Map<String, Object> values = new HashMap<>();
        values.put("cookies", choice.isEmpty() ? Map.of() : Map.of("cookie_consent", choice));
        if (!choice.isEmpty()) {
            values.put("cookieConsent", choice);
        }
        values.put("hasConsent", choice.equals("accepted"));
        values.put("muted", false);
        values.put("preview", false);
        values.put("widgets", List.of(Map.of("size", 5)));
        values.put("settings", Map.of("chat", true));
        StringWriter out = new StringWriter();
        new Template("page", text, configuration).process(values, out);
        return out.toString();
    }

    public static void main(String[] folder) throws Exception {
        for (Path file : Files.list(Path.of(folder[0])).collect(Collectors.toList())) {
            for (String world : WORLDS.keySet()) {
                try {
                    Files.writeString(Path.of(file + "." + world + ".out"), render(Files.readString(file), WORLDS.get(world)));
                } catch (Exception error) {
                    Files.writeString(Path.of(file + "." + world + ".err"), String.valueOf(error));
                }
            }
        }
    }
}
