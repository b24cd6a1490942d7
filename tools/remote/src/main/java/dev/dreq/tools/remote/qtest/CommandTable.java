package dev.dreq.tools.remote.qtest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Commands by their words, found by bytes: an open hash table that is never half full. */
final class CommandTable {

    private static final int SLOTS = 128;

    private final byte[][] words = new byte[SLOTS][];
    private final @Nullable Command[] commands = new Command[SLOTS];
    private int size;

    /** Adds a command. */
    void add(String word, Command command) {
        if (++size > SLOTS / 2) {
            throw new IllegalStateException("more commands than the table is made for");
        }
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        int slot = hash(bytes, 0, bytes.length);
        while (commands[slot] != null) {
            slot = (slot + 1) % SLOTS;
        }
        words[slot] = bytes;
        commands[slot] = command;
    }

    /** The command of the word at {@code from}..{@code to}, if there is one. */
    @Nullable Command find(byte[] line, int from, int to) {
        int slot = hash(line, from, to);
        Command command = commands[slot];
        while (command != null) {
            byte[] word = words[slot];
            if (Arrays.equals(word, 0, word.length, line, from, to)) {
                return command;
            }
            slot = (slot + 1) % SLOTS;
            command = commands[slot];
        }
        return null;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ hash >>> 7) & (SLOTS - 1);
    }
}
