package dev.dreq.plugin.state;

/**
 * Saved state that cannot be used: the message names the device, the value and what is wrong with
 * it.
 */
public final class StateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StateException(String message) {
        super(message);
    }
}
