package dev.dreq.tools.drivers.display;

import dev.dreq.hal.video.VideoPowerState;
import dev.dreq.hal.video.VpStatus;

/** Bringing the adapter to rest: nothing moves, nothing is shown, nothing interrupts. */
final class Quiescence {
    private static final int POLLS = 1_000;
    private static final int POLL_MICROSECONDS = 10;

    private Quiescence() {}

    /** Any IRQL; accesses registers only, as HwVidResetHw may. */
    static void stop(DisplayExtension extension) {
        DisplayHardware hardware = extension.hardware();
        DmaEngine engine = hardware.engine();
        if (engine != null) {
            engine.registers().abort();
            for (int i = 0; i < POLLS && busy(engine); i++) {
                extension.video.stallExecution(POLL_MICROSECONDS);
            }
            engine.registers().dismiss(EngineRegisters.ENDED);
        }
        hardware.dispi().off();
    }

    private static boolean busy(DmaEngine engine) {
        return (engine.registers().status() & EngineRegisters.BUSY) != 0;
    }

    /** HwVidGetPowerState: on, and what comes before the power goes. */
    static VpStatus supports(VideoPowerState state) {
        return switch (state) {
            case VideoPowerOn, VideoPowerHibernate, VideoPowerShutdown -> VpStatus.NO_ERROR;
            case VideoPowerStandBy, VideoPowerSuspend, VideoPowerOff ->
                    VpStatus.ERROR_INVALID_PARAMETER;
        };
    }

    /** HwVidSetPowerState. */
    static VpStatus enter(Object hwDeviceExtension, VideoPowerState state) {
        if (state != VideoPowerState.VideoPowerOn) {
            stop(DisplayExtension.of(hwDeviceExtension));
        }
        return supports(state);
    }
}
