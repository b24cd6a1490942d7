package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.NtStatus;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop over partial transfers: a buffer at offset 10 in its page, 14000 bytes. */
@Timeout(20)
class VideoExamplesTest {
    private static List<String> pieces(boolean scatterGather, int maximumLength, int registers) {
        try (TransferMiniport miniport =
                new TransferMiniport(
                        ScriptedBus.pc(),
                        KernelOptions.defaults().withDmaMapRegisterLimit(registers),
                        new VpDeviceDescription(scatterGather, true, false, maximumLength))) {
            long va = miniport.port.buffer(0x10, 0x14000);
            assertEquals(NtStatus.STATUS_SUCCESS, miniport.transfer(va, 0x14000, true).status());
            return miniport.pieces;
        }
    }

    @ParameterizedTest(name = "scatter/gather {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("E12: MaximumLength 8000, 9 map registers")
    void e12LimitedByTheDevice(boolean scatterGather) {
        assertEquals(
                List.of("(0, 14000)->8000", "(8000, C000)->8000", "(10000, 4000)->4000"),
                pieces(scatterGather, 0x8000, 0));
    }

    @ParameterizedTest(name = "scatter/gather {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("E12: a large MaximumLength, 5 map registers")
    void e12LimitedByMapRegisters(boolean scatterGather) {
        assertEquals(
                List.of(
                        "(0, 14000)->4FF0",
                        "(4FF0, F010)->5000",
                        "(9FF0, A010)->5000",
                        "(EFF0, 5010)->5000",
                        "(13FF0, 10)->10"),
                pieces(scatterGather, 0x10_0000, 5));
    }
}
