package dev.dreq.machine;

/**
 * A machine that cannot be built: the message names the device, what it wanted, what it found and
 * what is possible.
 */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
