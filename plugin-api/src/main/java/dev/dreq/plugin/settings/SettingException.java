package dev.dreq.plugin.settings;

/**
 * A setting that cannot be used: the message names the setting, the value found and what would have
 * been accepted.
 */
public final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }
}
