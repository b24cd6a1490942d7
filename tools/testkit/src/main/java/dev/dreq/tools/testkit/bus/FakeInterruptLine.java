package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.io.InterruptLine;

/** An interrupt request wire that a test looks at. */
public final class FakeInterruptLine implements InterruptLine {

    private boolean level;
    private int rises;

    /** A wire that is low. */
    public FakeInterruptLine() {}

    @Override
    public void set(boolean newLevel) {
        rises += newLevel && !level ? 1 : 0;
        level = newLevel;
    }

    /** The level of the wire. */
    public boolean isHigh() {
        return level;
    }

    /** How often it rose. */
    public int rises() {
        return rises;
    }

    void restore(FakeInterruptLine other) {
        level = other.level;
        rises = other.rises;
    }
}
