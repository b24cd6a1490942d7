package dev.dreq.machine.state;

import dev.dreq.plugin.state.StateWriter;

/**
 * Writes into a section. A name written twice is the writer's mistake, an {@link
 * IllegalStateException}.
 */
public final class SectionWriter implements StateWriter {

    private final String path;
    private final StateSection section;

    /**
     * Makes a writer.
     *
     * @param path what to call the section in messages, such as {@code fdc0}
     */
    public SectionWriter(String path, StateSection section) {
        this.path = path;
        this.section = section;
    }

    @Override
    public void version(int version) {
        if (version < 1) {
            throw new IllegalStateException("%s: version %d is below 1".formatted(path, version));
        }
        section.version(version);
    }

    @Override
    public void putLong(String name, long value) {
        put(name, value);
    }

    @Override
    public void putBoolean(String name, boolean value) {
        put(name, value);
    }

    @Override
    public void putText(String name, String value) {
        put(name, value);
    }

    @Override
    public void putBytes(String name, byte[] value) {
        put(name, value.clone());
    }

    @Override
    public void putInts(String name, int[] value) {
        put(name, value.clone());
    }

    @Override
    public StateWriter section(String name) {
        StateSection inner = new StateSection();
        put(name, inner);
        return new SectionWriter(path + "/" + name, inner);
    }

    private void put(String name, Object value) {
        if (section.values().putIfAbsent(name, value) != null) {
            throw new IllegalStateException("%s: '%s' is written twice".formatted(path, name));
        }
    }
}
