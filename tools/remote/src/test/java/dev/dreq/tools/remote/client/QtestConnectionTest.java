package dev.dreq.tools.remote.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QtestConnectionTest {
    private static final List<RamRange> RAM = List.of(new RamRange(0, 0xA0000));

    @Test
    void answersComeInTheOrderOfTheRequests() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(line -> "OK " + line + "\n");
                QtestConnection connection = peer.connection()) {
            connection.post("one");
            connection.post("two");
            assertEquals("one", connection.answer());
            assertEquals("two", connection.answer());
        }
    }

    @Test
    void interruptsAreToldOfBeforeTheAnswerThatTheyCameWith() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(line -> "IRQ raise 6\nIRQ lower 6\nOK\n");
                QtestConnection connection = peer.connection()) {
            List<String> told = new ArrayList<>();
            connection.onInterrupt((line, level) -> told.add(line + " " + level));
            assertEquals("", connection.ask("outb 0x3f2 0x0c"));
            assertEquals(List.of("6 true", "6 false"), told);
        }
    }

    @Test
    void aRefusalNamesTheRequestAndTheAnswer() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(line -> "FAIL Unknown command 'frob'\n");
                QtestConnection connection = peer.connection()) {
            QtestException refusal =
                    assertThrows(QtestException.class, () -> connection.ask("frob 1"));
            assertTrue(refusal.getMessage().contains("refuses 'frob 1': FAIL Unknown command"));
        }
    }

    @Test
    void aConnectionThatEndsIsAnError() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(line -> "");
                QtestConnection connection = peer.connection()) {
            QtestException lost =
                    assertThrows(QtestException.class, () -> connection.ask("inb 0x80"));
            assertTrue(lost.getMessage().contains("is lost"), lost::getMessage);
            assertFalse(connection.isOpen());
            assertThrows(QtestException.class, () -> connection.ask("inb 0x80"));
        }
    }

    @Test
    void aPeerThatSaysNothingIsGivenUp() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(line -> "IRQ raise 1\n");
                QtestConnection connection = peer.connection(Duration.ZERO)) {
            QtestException silent =
                    assertThrows(QtestException.class, () -> connection.ask("inb 0x80"));
            assertTrue(
                    silent.getMessage().contains("has not answered 'inb 0x80'"),
                    silent::getMessage);
        }
    }

    @Test
    void aLineThatNobodyAskedForIsAnError() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(line -> "OK\nOK again\n");
                QtestConnection connection = peer.connection()) {
            connection.ask("inb 0x80");
            QtestException odd = assertThrows(QtestException.class, () -> connection.await(1));
            assertTrue(odd.getMessage().contains("nothing was asked"), odd::getMessage);
        }
    }

    @Test
    void nobodyAtTheAddressIsAnErrorThatSaysWhatToStart(@TempDir Path folder) {
        QtestAddress address = new QtestAddress("unix:" + folder.resolve("nobody"));
        QtestException nobody =
                assertThrows(QtestException.class, () -> QtestConnection.connect(address));
        assertTrue(nobody.getMessage().contains("-qtest unix:"), nobody::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unix:", "tcp:", "tcp:host", "tcp:host:0", "tcp:h:70000", "stdio"})
    void otherAddressesAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new QtestAddress(text));
    }

    @Test
    void idleReturnsForAnInterruptWithAListenerOnly() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(QtestConnectionTest::raisesFiveThenSix);
                QtestBus bus = QtestBus.of(peer.connection(), RAM)) {
            bus.listen(6, number -> {});
            bus.out8(0x80, 5);
            assertTrue(bus.interruptLevel(5));
            assertEquals(CpuBus.Idle.DEADLINE, bus.idle(0));
            bus.out8(0x80, 6);
            assertEquals(CpuBus.Idle.INTERRUPT, bus.idle(Long.MAX_VALUE));
            assertEquals(CpuBus.Idle.DEADLINE, bus.idle(0));
        }
    }

    private static String raisesFiveThenSix(String line) {
        return line.startsWith("outb")
                ? "IRQ raise %s\nOK\n".formatted(line.charAt(line.length() - 1))
                : "OK\n";
    }

    @Test
    void aMachineWithoutACmosIsNoPc() throws Exception {
        try (ScriptedPeer peer =
                        new ScriptedPeer(line -> line.startsWith("in") ? "OK 0x00ff\n" : "OK\n");
                QtestConnection connection = peer.connection()) {
            QtestException none = assertThrows(QtestException.class, () -> QtestBus.of(connection));
            assertTrue(none.getMessage().contains("is this no PC"), none::getMessage);
        }
    }
}
