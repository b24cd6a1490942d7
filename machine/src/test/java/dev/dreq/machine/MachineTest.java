package dev.dreq.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void namesItsModule() {
        assertEquals("dev.dreq.machine", Machine.module());
    }
}
