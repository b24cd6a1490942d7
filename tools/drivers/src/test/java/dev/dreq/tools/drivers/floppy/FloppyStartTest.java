package dev.dreq.tools.drivers.floppy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.NtStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloppyStartTest {
    private static final Geometry HD = new Geometry(80, 2, 18, 0);

    private final FakePc pc = new FakePc();

    @BeforeEach
    void insertADisk() {
        pc.fdc.insert(FloppyRig.randomImage(HD, 1), HD);
    }

    private static void assertEnded(NtStatus status, long information, IoStatusBlock result) {
        assertEquals(status, result.status());
        assertEquals(information, result.information());
    }

    @Test
    void aStartWithoutWhatTheDriverNeedsFails() {
        CmResource ports = new CmResource.Port(FakePc.BASE, 6);
        CmResource irq = new CmResource.Interrupt(FakePc.IRQ, InterruptMode.Latched, false);
        CmResource dma = new CmResource.Dma(FakePc.CHANNEL);
        for (CmResourceList resources :
                List.of(
                        CmResourceList.isa(irq, dma),
                        CmResourceList.isa(ports, dma),
                        CmResourceList.isa(ports, irq),
                        CmResourceList.isa(ports, irq, new CmResource.Dma(5)))) {
            try (FloppyRig rig = new FloppyRig(new FakePc(), 0, Map.of(), resources)) {
                assertEquals(NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR, rig.start());
                assertEnded(
                        NtStatus.STATUS_DEVICE_NOT_READY, 0, rig.read(rig.buffer(512, 0), 512, 0));
            }
        }
    }

    @Test
    void aStartWithoutADmaControllerFails() {
        pc.hasDma = false;
        try (FloppyRig rig = new FloppyRig(pc, 0, Map.of())) {
            assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, rig.start());
            assertTrue(rig.kernel.dma().refusal().orElseThrow().contains("channel 2"));
        }
    }

    @Test
    void aStartWithoutAFloppyControllerFails() {
        pc.hasFdc = false;
        try (FloppyRig rig = new FloppyRig(pc, 0, Map.of())) {
            assertEquals(NtStatus.STATUS_NO_SUCH_DEVICE, rig.start());
        }
    }

    @Test
    void anOldControllerIsRefused() {
        pc.fdc.version = 0x80;
        try (FloppyRig rig = new FloppyRig(pc, 0, Map.of())) {
            assertEquals(NtStatus.STATUS_NOT_SUPPORTED, rig.start());
        }
    }

    @Test
    void aDeviceCanBeStoppedAndStartedAgain() {
        try (FloppyRig rig = new FloppyRig(pc, 0, Map.of())) {
            assertEquals(NtStatus.STATUS_SUCCESS, rig.start());
            long va = rig.buffer(512, 0);
            rig.read(va, 512, 0);
            assertEquals(NtStatus.STATUS_SUCCESS, rig.kernel.io().stopDevice(rig.device));
            assertFalse(pc.fdc.motor());
            assertEnded(NtStatus.STATUS_DEVICE_NOT_READY, 0, rig.read(va, 512, 0));
            assertEquals(NtStatus.STATUS_SUCCESS, rig.start());
            assertEnded(NtStatus.STATUS_SUCCESS, 512, rig.read(va, 512, 0));
        }
    }
}
