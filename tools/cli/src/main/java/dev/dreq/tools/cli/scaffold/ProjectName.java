package dev.dreq.tools.cli.scaffold;

import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * What a project is called.
 *
 * @param text as the command line has it, such as {@code sound-card}; a device type's name too
 * @param packageName such as {@code com.example.soundcard}
 */
record ProjectName(String text, String packageName) {
    private static final Pattern TEXT = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    private static final Pattern TAKEN = Pattern.compile("(java|dev\\.dreq)(\\..*)?");
    private static final int LONGEST = 40;

    /** Checks a name, and the package if one is given. */
    static ProjectName of(String text, Optional<String> packageName) {
        if (!TEXT.matcher(text).matches() || text.length() > LONGEST) {
            throw new UsageException(
                    "'%s' is no name for a project; it takes up to %d lower-case letters and digits, with single hyphens between them, and begins with a letter, such as sound-card"
                            .formatted(text, LONGEST));
        }
        String name = packageName.orElse("com.example." + text.replace("-", ""));
        if (!PACKAGE.matcher(name).matches() || !SourceVersion.isName(name)) {
            throw new UsageException(
                    "%s is no name for a Java package; give one of lower-case words with dots between them by %s, such as org.acme.card"
                            .formatted(name, Syntax.PACKAGE));
        }
        if (TAKEN.matcher(name).matches()) {
            throw new UsageException(
                    "%s %s is not possible: that package belongs to others; give one of your own, such as org.acme.card"
                            .formatted(Syntax.PACKAGE, name));
        }
        return new ProjectName(text, name);
    }

    /** What the names of its classes begin with, such as {@code SoundCard}. */
    String className() {
        return Arrays.stream(text.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** The folder of its package. */
    String packageFolder() {
        return packageName.replace('.', '/');
    }
}
