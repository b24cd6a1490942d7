package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** Makes functions with one fault, or none. */
public class FaultyProvider implements PciDeviceProvider {

    private static final Setting<Integer> RATE =
            Setting.number("rate", 1, 8, 1, "transfers a microsecond");
    private static final Setting<Integer> RATE_WITH_ZERO =
            Setting.number("rate", 0, 8, 1, "transfers a microsecond");
    private static final Setting<Integer> RATE_OF_ZERO =
            Setting.number("rate", 1, 8, 0, "transfers a microsecond");

    private final Fault fault;
    private int asked;

    /** For the service loader. */
    public FaultyProvider() {
        this(Fault.NONE);
    }

    FaultyProvider(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String type() {
        return fault == Fault.TYPE_IN_CAPITALS ? "FAULTY" : "faulty";
    }

    @Override
    public String summary() {
        return fault == Fault.NO_SUMMARY ? "" : "a device that may be broken";
    }

    private Setting<Integer> rate() {
        return switch (fault) {
            case DIVIDES_BY_A_SETTING, REFUSES_WITHOUT_A_NAME -> RATE_WITH_ZERO;
            case DEFAULT_OUT_OF_BOUNDS -> RATE_OF_ZERO;
            default -> RATE;
        };
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(rate());
    }

    @Override
    public PciFunction function(Settings settings) {
        int revision = fault == Fault.ASKS_FOR_SOMETHING_ELSE ? asked++ & 1 : 0;
        return new PciFunction(
                0x1234,
                0x0bad,
                0xff_0000,
                revision,
                0,
                0,
                1,
                0,
                List.of(
                        new PciBar(0, PciBar.Kind.MEMORY, 0x20),
                        new PciBar(1, PciBar.Kind.PREFETCHABLE, 0x1000)));
    }

    @Override
    public Device create(Settings settings, PciSlot slot) {
        return function(settings, slot);
    }

    @Override
    public Device restore(Settings settings, PciSlot slot, StateReader state) {
        FaultyFunction function = function(settings, slot);
        function.load(state);
        return function;
    }

    private FaultyFunction function(Settings settings, PciSlot slot) {
        int rate = settings.get(rate());
        if (rate == 0 && fault == Fault.REFUSES_WITHOUT_A_NAME) {
            throw new SettingException("that is not possible");
        }
        int divisor = fault == Fault.DIVIDES_BY_A_SETTING ? rate : Math.max(1, rate);
        return new FaultyFunction(fault, slot, 1_000 / divisor, this::salt);
    }

    /** What goes into each transfer besides its number. */
    int salt() {
        return 0;
    }
}
