package dev.dreq.tools.cli;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.verifier.VerifierMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code --verify} asks for: {@code [stop|report|off][,guards]}.
 *
 * @param mode what is done about broken rules
 * @param guards whether every packet lies between guard pages
 */
record VerifyOption(VerifierMode mode, boolean guards) {

    /** What the option means without a value. */
    static final String BARE = "stop";

    private static final String GUARDS = "guards";
    private static final VerifyOption NONE = new VerifyOption(VerifierMode.OFF, false);

    /** Without the option nothing is verified. */
    static VerifyOption of(Optional<String> text) {
        return text.map(VerifyOption::parse).orElse(NONE);
    }

    private static VerifyOption parse(String text) {
        List<String> words = new ArrayList<>(Arrays.asList(text.split(",", -1)));
        boolean guards = words.size() > 1 && words.remove(GUARDS);
        if (words.size() == 1 && words.get(0).equals(GUARDS)) {
            return new VerifyOption(VerifierMode.STOP, true);
        }
        return Arrays.stream(VerifierMode.values())
                .filter(mode -> words.equals(List.of(mode.name().toLowerCase(Locale.ROOT))))
                .findFirst()
                .map(mode -> new VerifyOption(mode, guards))
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%s=%s is not possible; it takes stop|report|off, and guards behind a comma"
                                                .formatted(Syntax.VERIFY, text)));
    }

    KernelOptions in(KernelOptions kernel) {
        return kernel.withVerifier(mode).withGuards(guards);
    }
}
