package dev.dreq.hal.video;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.Io;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.ServiceRoutine;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.verifier.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a miniport's device, and takes it down. */
final class DeviceStart {
    private final Ke ke;
    private final Mm mm;
    private final Io io;
    private final CallRules rules;
    private final VideoDevices devices;
    private final VideoChildren children;

    DeviceStart(Kernel kernel, CallRules rules, VideoDevices devices, VideoChildren children) {
        this.ke = kernel.ke();
        this.mm = kernel.mm();
        this.io = kernel.io();
        this.rules = rules;
        this.devices = devices;
        this.children = children;
    }

    NtStatus start(VideoDevice device, CmResourceList resources) {
        device.setResources(resources);
        ConfigInfoFields config =
                new ConfigInfoFields(
                        ke.newObjectAddress(VideoPortConfigInfo.LENGTH),
                        resources,
                        registryPath(device));
        HwVidFindAdapter findAdapter = device.miniport().hwFindAdapter();
        VpStatus found =
                findAdapter == null
                        ? VpStatus.ERROR_INVALID_FUNCTION
                        : findAdapter.findAdapter(
                                device.extension(),
                                device.hwContext(),
                                null,
                                config,
                                mm.newUlong(0));
        ke.requireReturnAt(Irql.PASSIVE_LEVEL, "HwVidFindAdapter of " + device);
        if (found != VpStatus.NO_ERROR) {
            return found.ntStatus();
        }
        if (!connect(device, config)) {
            return NtStatus.STATUS_CONFLICTING_ADDRESSES;
        }
        device.setState(VideoDevice.State.STARTED);
        if (device.miniport().allowEarlyEnumeration()) {
            children.enumerate(device);
        }
        return NtStatus.STATUS_SUCCESS;
    }

    private static String registryPath(VideoDevice device) {
        String driver = device.functional().driverObject().driverName();
        return "\\Registry\\Machine\\System\\CurrentControlSet\\Services\\"
                + driver.substring(driver.lastIndexOf('\\') + 1);
    }

    /** Connects what is wanted; returns false if it is granted and taken. */
    private boolean connect(VideoDevice device, VideoPortConfigInfo config) {
        HwVidInterrupt routine = device.miniport().hwInterrupt();
        boolean wanted = config.busInterruptLevel() != 0 || config.busInterruptVector() != 0;
        if (routine == null || !wanted || !hasInterrupt(device.resources())) {
            return true;
        }
        ServiceRoutine service =
                (interrupt, context) ->
                        rules.interrupt(() -> routine.interrupt(device.extension()));
        device.setInterrupt(connect(device, service));
        return device.interrupt() != null;
    }

    private static boolean hasInterrupt(CmResourceList resources) {
        return resources.first(CmResource.MessageInterrupt.class).isPresent()
                || resources.first(CmResource.Interrupt.class).isPresent();
    }

    /** A message, if the device may send one, else its line. */
    private @Nullable Kinterrupt connect(VideoDevice device, ServiceRoutine service) {
        CmResourceList resources = device.resources();
        CmResource.MessageInterrupt message =
                resources.first(CmResource.MessageInterrupt.class).orElse(null);
        if (message != null) {
            return io.connectMessageInterrupt(message, service, device);
        }
        CmResource.Interrupt line = resources.first(CmResource.Interrupt.class).orElse(null);
        return line == null ? null : io.connectInterrupt(line, service, device);
    }

    /** Quiets the device and gives back what the port holds for it. */
    void remove(VideoDevice device) {
        ke.cancelTimer(device.timer());
        ke.removeQueueDpc(device.timerDpc());
        resetHw(device);
        Kinterrupt interrupt = device.interrupt();
        if (interrupt != null) {
            io.disconnectInterrupt(interrupt);
            device.setInterrupt(null);
        }
        ke.removeQueueDpc(device.dpc());
        boolean failedStart = device.state() == VideoDevice.State.ADDED;
        device.setState(VideoDevice.State.REMOVED);
        devices.remove(device);
        device.ranges().release();
        requireNothingLeft(device, failedStart);
        for (VideoDmaAdapter adapter : List.copyOf(device.adapters())) {
            device.adapters().remove(adapter);
            adapter.kernelAdapter().dmaOperations().putDmaAdapter(adapter.kernelAdapter());
        }
    }

    /** 80 by 25 characters, as when the system stops. */
    boolean resetHw(VideoDevice device) {
        return resetHw(device, 80, 25);
    }

    /** Calls HwVidResetHw, if there is one, with nothing interrupting. */
    boolean resetHw(VideoDevice device, int columns, int rows) {
        HwVidResetHw routine = device.miniport().hwResetHw();
        if (routine == null || device.state() == VideoDevice.State.ADDED) {
            return false;
        }
        boolean[] done = new boolean[1];
        ke.runAt(
                Irql.HIGH_LEVEL,
                "HwVidResetHw of " + device,
                () ->
                        done[0] =
                                rules.reset(
                                        () -> routine.resetHw(device.extension(), columns, rows)));
        return done[0];
    }

    private static void requireNothingLeft(VideoDevice device, boolean failedStart) {
        long open = device.adapters().stream().filter(adapter -> adapter.open() != null).count();
        int locked = device.buffers().count();
        if (open == 0 && locked == 0) {
            return;
        }
        Rule rule = open == 0 ? Rule.WRONG_LOCK : Rule.LEAKED;
        throw rule.stop(
                open,
                locked,
                0,
                ("%s is removed%s with %d operations open and %d buffers locked;"
                                        + " VideoPortCompleteDma and")
                                .formatted(device, failedStart ? " unstarted" : "", open, locked)
                        + " VideoPortUnlockBuffer belong to every request, also one that fails");
    }
}
