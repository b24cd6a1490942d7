package dev.dreq.tools.remote.board;

/** An ability: the ports through which firmware hears of hot plugging and lets slots go. */
public interface EjectPort {

    /** A device has come into a slot. */
    void plugged(int slot);

    /** A device is asked to leave its slot. */
    void leaving(int slot);

    /** The slot is empty. */
    void left(int slot);

    /** Says which slots can be emptied, a bit for each. */
    void removable(int slots);

    /**
     * The slots that firmware has let go since the last call, a bit for each. Whoever asks empties
     * them.
     */
    int takeEjected();
}
