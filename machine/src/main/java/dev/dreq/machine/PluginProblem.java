package dev.dreq.machine;

/**
 * A plugin that could not be loaded.
 *
 * @param origin the jar or folder it is in, or where else it comes from
 * @param provider the class or the device type in question, {@code -} if it is none in particular
 * @param reason why, in one line
 */
public record PluginProblem(String origin, String provider, String reason) {

    @Override
    public String toString() {
        return "%s: %s: %s".formatted(origin, provider, reason);
    }
}
