package dev.dreq.tools.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DriversTest {
    @Test
    void namesItsModule() {
        assertEquals("dev.dreq.tools.drivers", Drivers.module());
    }
}
