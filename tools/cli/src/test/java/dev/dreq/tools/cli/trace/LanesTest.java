package dev.dreq.tools.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes lanes = new Lanes();

    private void placed(String expected, long time, long duration) {
        assertEquals(expected, lanes.of("d", time, duration).name());
    }

    @Test
    void aSliceLiesInsideAnotherOrBehindItOrBesideIt() {
        placed("d", 0, 100);
        placed("d", 10, 20);
        placed("d", 30, 70);
        placed("d (2)", 50, 60);
        placed("d (2)", 60, 50);
        placed("d (3)", 70, 100);
        placed("d", 110, 5);
        placed("d", 110, 0);
    }
}
