package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.DriverType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The driver that breaks a rule: {@code faulty:0x0D}. */
public final class FaultyDriverType implements DriverType {

    /** What stands before the colon. */
    public static final String NAME = "faulty";

    private final Fault fault;

    /** The driver with a fault. */
    public FaultyDriverType(Fault fault) {
        this.fault = fault;
    }

    /**
     * The driver of a name that begins with {@link #NAME}.
     *
     * @throws SettingException for a name without a fault; it names those that there are
     */
    public static FaultyDriverType named(String name) {
        String label = name.startsWith(NAME + ":") ? name.substring(NAME.length() + 1) : "";
        return Faults.named(label)
                .map(FaultyDriverType::new)
                .orElseThrow(
                        () ->
                                new SettingException(
                                        "%s breaks one rule at a time, such as %s:0x0D; there is %s"
                                                .formatted(
                                                        NAME,
                                                        NAME,
                                                        Faults.all().stream()
                                                                .map(Fault::label)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    @Override
    public String name() {
        return NAME + ":" + fault.label();
    }

    @Override
    public String summary() {
        return "breaks a rule of the DMA contract";
    }

    @Override
    public String deviceType() {
        return fault.road().deviceType();
    }

    /** How the device has to be set, as {@code --device} does. */
    public Map<String, String> deviceSettings() {
        return fault.road().deviceSettings();
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of();
    }

    @Override
    public DriverEntry create(Settings settings) {
        return fault.road() == Road.MINIPORT ? new FaultyMiniport(fault) : new FaultyDriver(fault);
    }

    /** What a program does: writes to a started device, and reads that back. PASSIVE_LEVEL. */
    public RoundTrip roundTrip(Kernel kernel, DeviceObject device) {
        if (fault.road() == Road.MINIPORT) {
            kernel.io().create(device);
            return RoundTrip.by(kernel, new MiniportProgram(kernel, device));
        }
        return RoundTrip.by(
                kernel,
                (write, va, length) ->
                        write
                                ? kernel.io().write(device, va, length, 0)
                                : kernel.io().read(device, va, length, 0));
    }
}
