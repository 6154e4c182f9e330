// java -cp velocity.jar Velocity.java FOLDER: every template of the folder in every world, as TEMPLATE.WORLD.out or .err.
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

public class Velocity {
    static final Map<String, String> WORLDS = Map.of("undecided", "", "refused", "rejected", "granted", "accepted");

    static String render(String text, String choice) {
        VelocityEngine engine = new VelocityEngine();
        engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
        engine.init();
        VelocityContext context = new VelocityContext();
        context.put("cookies", choice.isEmpty() ? Map.of() : Map.of("cookie_consent", choice));
        if (!choice.isEmpty()) {
            context.put("cookieConsent", choice);
        }
        context.put("hasConsent", choice.equals("accepted"));
        context.put("widgets", List.of(Map.of("enabled", true)));
        context.put("settings", Map.of("chat", true));
        StringWriter out = new StringWriter();
        engine.evaluate(context, out, "page", text);
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
