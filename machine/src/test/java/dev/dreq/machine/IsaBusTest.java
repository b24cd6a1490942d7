package dev.dreq.machine;

import static dev.dreq.plugin.isa.IsaClaim.dma;
import static dev.dreq.plugin.isa.IsaClaim.dmaControl;
import static dev.dreq.plugin.isa.IsaClaim.irq;
import static dev.dreq.plugin.isa.IsaClaim.ports;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IsaBusTest {

    private static TestCard card(String type, IsaClaim... claims) {
        return TestCard.of(type, slot -> {}, claims);
    }

    private static String refusal(TestCard... cards) {
        return assertThrows(ConfigurationException.class, () -> TestCard.machine(cards))
                .getMessage();
    }

    @Test
    void eachClaimGetsTheFirstChoiceThatIsFree() {
        Machine machine =
                TestCard.machine(
                        card("a", ports("io", 8, 0x300), irq("irq", 5), dma("dma", 1)),
                        card(
                                "b",
                                ports("io", 8, 0x300, 0x308),
                                irq("irq", 5, 7),
                                dma("dma", 1, 3)));
        assertEquals(
                "[ports 308-30f, IRQ 7, DMA channel 3]",
                machine.device("b0").orElseThrow().grants().toString());
    }

    @Test
    void devicesOfATypeAreNumberedAndATypeWithADigitKeepsItApart() {
        Machine machine =
                Machine.builder()
                        .catalog(PluginCatalog.of(card("com"), card("i8237")))
                        .device("com", Map.of())
                        .device("i8237", Map.of())
                        .device("com", Map.of())
                        .build();
        assertEquals(
                List.of("com0", "i8237-0", "com1"),
                machine.devices().stream().map(DeviceNode::name).toList());
    }

    @Test
    void overlappingPortsAreRefusedNamingBothAndWhatIsFree() {
        String message =
                refusal(
                        card("a", ports("regs", 8, 0x3f0)),
                        card("b", ports("io", 4, 0x3f6, 0x3f3)));
        assertEquals(
                "b0 cannot have its ports 'io': it can use one of [3f6-3f9, 3f3-3f6], but 3f6-3f9 held"
                        + " by a0 (regs), 3f3-3f6 held by a0 (regs); free are for example 100-103",
                message);
    }

    @Test
    void aTakenInterruptIsRefusedNamingBothAndWhatIsFree() {
        String message = refusal(card("a", irq("irq", 6)), card("b", irq("line", 6)));
        assertEquals(
                "b0 cannot have its IRQ 'line': it can use one of [6], but 6 held by a0 (irq); free"
                        + " are 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15",
                message);
    }

    @Test
    void aTakenDmaChannelIsRefusedNamingBothAndWhatIsFree() {
        String message = refusal(card("a", dma("d", 2)), card("b", dma("d", 2)));
        assertTrue(message.contains("2 held by a0 (d); free are 0, 1, 3, 4, 5, 6, 7"), message);
    }

    @Test
    void aSecondDmaControllerIsRefused() {
        String message = refusal(card("a", dmaControl()), card("b", dmaControl()));
        assertEquals(
                "b0 wants to be the system DMA controller, which is a0; a machine has one",
                message);
    }

    @Test
    void whatTheBusDoesNotHaveIsRefused() {
        assertTrue(refusal(card("a", irq("i", 16))).contains("there are 0..15"));
        assertTrue(refusal(card("a", dma("d", 8))).contains("there are 0..7"));
        assertTrue(refusal(card("a", irq("i", 1), irq("i", 2))).contains("two claims named 'i'"));
        assertTrue(refusal(card("a", irq("i"))).contains("names none"));
    }

    @Test
    void anUnknownTypeIsRefusedNamingThoseThatAreThere() {
        ConfigurationException thrown =
                assertThrows(
                        ConfigurationException.class,
                        () ->
                                Machine.builder()
                                        .catalog(PluginCatalog.of(card("b"), card("a")))
                                        .device("c", Map.of())
                                        .build());
        assertEquals("no device type is named c; there are: a, b", thrown.getMessage());
    }

    @Test
    void aBadSettingIsRefusedNamingTheDevice() {
        Setting<Integer> irq = Setting.number("irq", 3, 7, 6, "the line");
        TestCard card = card("a").settings(irq);
        ConfigurationException thrown =
                assertThrows(
                        ConfigurationException.class,
                        () ->
                                Machine.builder()
                                        .catalog(PluginCatalog.of(card))
                                        .device("a", Map.of("irq", "9"))
                                        .build());
        assertEquals("a0: irq=9 is not possible; irq takes 3..7", thrown.getMessage());
        Machine machine =
                Machine.builder()
                        .catalog(PluginCatalog.of(card))
                        .device("a", Map.of("irq", "0x5"))
                        .build();
        assertEquals(Map.of("irq", "5"), machine.devices().get(0).settings());
    }

    @Test
    void aDeviceThatCannotBeMadeIsRefusedAndTheOthersAreClosed() {
        boolean[] closed = {false};
        TestCard good =
                TestCard.making(
                        "good",
                        (settings, slot) ->
                                new TestCard.Idle() {
                                    @Override
                                    public void close() {
                                        closed[0] = true;
                                    }
                                });
        TestCard bad =
                TestCard.of(
                        "bad",
                        slot -> {
                            throw new SettingException("image=x: no such file");
                        });
        assertEquals("bad0: image=x: no such file", refusal(good, bad));
        assertTrue(closed[0]);
        assertEquals(
                "deep0: java.lang.StackOverflowError (device type deep, built in)",
                refusal(TestCard.of("deep", s -> dive())));
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void dive() {
        dive();
    }

    @Test
    void aCardThatUsesWhatItWasNotGrantedIsToldWhatItHas() {
        String message = refusal(TestCard.of("a", slot -> slot.irq("line"), ports("io", 1, 0x300)));
        assertEquals(
                "a0: java.lang.IllegalArgumentException: a0 was not granted 'line'; it has [ports 300 as 'io'] (device type a, built in)",
                message);
        assertTrue(
                refusal(TestCard.of("b", slot -> slot.provideDma((c, l) -> {})))
                        .contains("did not claim to be the DMA controller"));
    }
}
