package dev.dreq.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HalTest {
    @Test
    void namesItsModule() {
        assertEquals("dev.dreq.hal", Hal.module());
    }
}
