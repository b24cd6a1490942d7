package dev.dreq.tools.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TestkitTest {
    @Test
    void namesItsModule() {
        assertEquals("dev.dreq.tools.testkit", Testkit.module());
    }
}
