package dev.dreq.tools.cli.remote;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.plugin.ScanOut;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.cli.job.Card;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.line.DeviceList;
import dev.dreq.tools.cli.line.DriverChoice;
import dev.dreq.tools.cli.report.DeviceSummary;
import dev.dreq.tools.remote.client.QtestAddress;
import dev.dreq.tools.remote.client.QtestBus;
import dev.dreq.tools.remote.client.QtestConnection;
import dev.dreq.tools.remote.client.RealQemu;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A PC behind a qtest connection: a QEMU of this run's own, or one that was there before. */
public final class RemoteMachine implements Target {
    private static final String FLOPPY = "fdc";
    private static final String DISPLAY = "display";

    private final String name;
    private final QtestBus bus;
    private final @Nullable RealQemu qemu;
    private final List<String> types;
    private final long videoMemory;

    private RemoteMachine(
            String name,
            QtestBus bus,
            @Nullable RealQemu qemu,
            List<String> types,
            long videoMemory) {
        this.name = name;
        this.bus = bus;
        this.qemu = qemu;
        this.types = types;
        this.videoMemory = videoMemory;
    }

    /** Starts a QEMU with some RAM and devices. */
    public static RemoteMachine qemu(long memory, DeviceList devices) {
        QemuDevices hardware = new QemuDevices(devices);
        List<String> arguments = new ArrayList<>(List.of("-m", (memory >> 10) + "K"));
        arguments.addAll(hardware.arguments());
        RealQemu qemu = RealQemu.start(arguments);
        try {
            return new RemoteMachine(
                    RealQemu.PROGRAM,
                    QtestBus.of(qemu.qtest()),
                    qemu,
                    hardware.types(),
                    hardware.videoMemory());
        } catch (RuntimeException e) {
            qemu.close();
            throw e;
        }
    }

    /** Connects to a machine that listens; what it has is found out when it is looked for. */
    public static RemoteMachine at(QtestAddress address) {
        QtestConnection connection = QtestConnection.connect(address);
        try {
            return new RemoteMachine(
                    "the machine at " + address,
                    QtestBus.of(connection),
                    null,
                    List.of(FLOPPY, DISPLAY),
                    Long.MAX_VALUE);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public CpuBus cpu() {
        return bus;
    }

    @Override
    public KernelOptions withFirmware(KernelOptions options) {
        return options.withIsaInterrupts(List.of(FloppyCard.IRQ))
                .withSystemDma(SystemDmaWiring.ofPc())
                .withMessageInterrupts(false);
    }

    @Override
    public Card card(DriverChoice driver) throws JobFailure {
        String type = driver.type().deviceType();
        if (type.equals(FLOPPY)) {
            return new FloppyCard();
        }
        if (type.equals(DISPLAY) && types.contains(type)) {
            return new DisplayCard(videoMemory);
        }
        throw new JobFailure(
                "driver %s needs a device of type %s, and %s has none"
                        .formatted(driver.given(), type, name));
    }

    @Override
    public List<DeviceSummary> devices() {
        return List.of(new DeviceSummary("machine", "remote", List.of(name), Optional.empty(), 0));
    }

    @Override
    public boolean movesPictures() {
        return false;
    }

    @Override
    public boolean shows() {
        return qemu != null && types.contains(DISPLAY);
    }

    @Override
    public Optional<ScanOut.Picture> picture() {
        return qemu != null && shows() ? Optional.of(qemu.picture()) : Optional.empty();
    }

    @Override
    public void close() {
        bus.close();
        if (qemu != null) {
            qemu.close();
        }
    }
}
