package dev.dreq.tools.cli.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kind of project: its files, each a template whose {@code {{placeholders}}} are filled in. */
enum Blueprint {
    PCI_DEVICE("pci", "dreq-plugin-api", "a PCI card that masters its bus", true),
    ISA_DEVICE("isa", "dreq-plugin-api", "an ISA card with a DMA channel", true),
    DRIVER_TEST("driver", "dreq-hal", "a driver that moves its IRPs by DMA", false);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w-]+)}}");
    private static final String MAIN = "src/main/java/{{folder}}/{{Name}}";
    private static final String TEST = "src/test/java/{{folder}}/{{Name}}";
    private static final String SERVICES =
            "src/main/resources/META-INF/services/dev.dreq.plugin.DeviceProvider";

    private final String templates;
    private final String api;
    private final String what;
    private final boolean device;

    Blueprint(String templates, String api, String what, boolean device) {
        this.templates = templates;
        this.api = api;
        this.what = what;
        this.device = device;
    }

    /** What such a project holds, in a few words. */
    String what() {
        return what;
    }

    /** Whether it is a plugin with a device type. */
    boolean isDevice() {
        return device;
    }

    /** All files of a project, by their paths in its folder. */
    Map<String, String> files(ProjectName name) {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("README.md", (device ? "device" : "driver") + "/README.md");
        places.put("pom.xml", "pom.xml");
        places.put(".gitignore", "gitignore");
        if (device) {
            places.put(MAIN + "Card.java", templates + "/Card.java");
            places.put(MAIN + "Provider.java", templates + "/Provider.java");
            places.put(SERVICES, "device/provider");
            places.put(TEST + "ConformanceTest.java", "device/ConformanceTest.java");
        } else {
            places.put(MAIN + "Driver.java", templates + "/Driver.java");
        }
        places.put(TEST + "DriverTest.java", templates + "/DriverTest.java");
        Map<String, String> values = values(name);
        Map<String, String> files = new LinkedHashMap<>();
        places.forEach(
                (place, template) -> files.put(fill(place, values), fill(read(template), values)));
        return files;
    }

    private Map<String, String> values(ProjectName name) {
        Map<String, String> values = new LinkedHashMap<>();
        versions().forEach((what, version) -> values.put((String) what, (String) version));
        values.put("name", name.text());
        values.put("Name", name.className());
        values.put("package", name.packageName());
        values.put("folder", name.packageFolder());
        values.put("api", api);
        return values;
    }

    /** The versions that Dreq itself was built with. */
    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = open("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }

    private static String read(String template) {
        try (InputStream in = open(template)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = Blueprint.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("template %s is missing".formatted(name));
        }
        return in;
    }

    private static String fill(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(
                        found -> {
                            String value = values.get(found.group(1));
                            if (value == null) {
                                throw new IllegalStateException(
                                        "no value for placeholder " + found.group());
                            }
                            return Matcher.quoteReplacement(value);
                        });
    }
}
