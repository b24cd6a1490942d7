package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateException;
import dev.dreq.tools.testkit.bus.FakeIsaSlot;
import dev.dreq.tools.testkit.bus.FakePciSlot;
import dev.dreq.tools.testkit.bus.FakeSlot;
import dev.dreq.tools.testkit.bus.FakeState;
import dev.dreq.tools.testkit.bus.SlotMisuse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Makes devices of one provider with one choice of settings, and closes them at the end. */
final class Bench implements AutoCloseable {

    private static final int FILLED = 0x1_0000;

    private final DeviceProvider provider;
    private final Map<String, String> texts;
    private final Set<String> unpredictable;
    private final List<Device> made = new ArrayList<>();

    Bench(DeviceProvider provider, Map<String, String> texts, Set<String> unpredictable) {
        this.provider = provider;
        this.texts = texts;
        this.unpredictable = unpredictable;
    }

    /** What is done in one round. */
    interface Round {
        void run(Bench bench, int seed);
    }

    /** A bench of the same kind, whose devices are let go of earlier. */
    Bench round() {
        return new Bench(provider, texts, unpredictable);
    }

    /** So many rounds, each with a bench of its own and the seed 0, 1, 2, ... */
    void rounds(int count, Round round) {
        for (int seed = 0; seed < count; seed++) {
            try (Bench own = round()) {
                round.run(own, seed);
            }
        }
    }

    DeviceProvider provider() {
        return provider;
    }

    /** Whether nobody knows what a register reads. */
    boolean isUnpredictable(String register) {
        return unpredictable.contains(register);
    }

    Settings settings() {
        return Settings.parse(provider.settings(), texts);
    }

    /** A new device in a slot of its own, with memory full of addresses. */
    Specimen create() {
        FakeSlot slot = slot(settings());
        fill(slot);
        return createIn(slot);
    }

    /** An empty slot for a device with these settings. */
    FakeSlot slot(Settings settings) {
        if (provider instanceof IsaDeviceProvider isa) {
            return FakeIsaSlot.forCard(isa, settings);
        }
        if (provider instanceof PciDeviceProvider pci) {
            return FakePciSlot.forFunction(pci, settings);
        }
        throw new BrokenRule(
                Rule.TYPE_NAMED,
                "%s is for no bus; it implements neither IsaDeviceProvider nor PciDeviceProvider"
                        .formatted(provider.getClass().getName()));
    }

    private static void fill(FakeSlot slot) {
        SplittableRandom random = new SplittableRandom(1);
        ByteBuffer words = ByteBuffer.allocate(FILLED).order(ByteOrder.LITTLE_ENDIAN);
        while (words.hasRemaining()) {
            words.putLong((long) random.nextInt(0x1000) << 4);
            words.putLong(random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(0x200));
        }
        slot.memory().put(0, words.array());
    }

    /** A new device in a slot. */
    Specimen createIn(FakeSlot slot) {
        return made(slot, Rule.SETTINGS_BOUNDED, () -> create(settings(), slot));
    }

    /** As the provider makes it; throws what it throws. */
    Device create(Settings settings, FakeSlot slot) {
        Device device =
                slot instanceof FakeIsaSlot isa
                        ? ((IsaDeviceProvider) provider).create(settings, isa)
                        : ((PciDeviceProvider) provider).create(settings, (FakePciSlot) slot);
        made.add(device);
        return device;
    }

    /** A device that goes on where another stood when it was saved. */
    Specimen restore(Specimen saved, FakeState state) {
        FakeSlot slot = saved.slot().copy();
        Specimen restored = made(slot, Rule.SAME_FUTURE, () -> restoreIn(slot, state));
        restored.run(Rule.SAME_FUTURE, () -> slot.restoreWires(saved.slot()));
        return restored;
    }

    private Device restoreIn(FakeSlot slot, FakeState state) {
        Device device =
                slot instanceof FakeIsaSlot isa
                        ? ((IsaDeviceProvider) provider).restore(settings(), isa, state.reader())
                        : ((PciDeviceProvider) provider)
                                .restore(settings(), (FakePciSlot) slot, state.reader());
        made.add(device);
        return device;
    }

    /** A device restored from a state that may be none. */
    Specimen tryRestore(Specimen saved, FakeState state) {
        FakeSlot slot = saved.slot().copy();
        Device device = restoreIn(slot, state);
        Specimen restored = new Specimen(slot, device);
        attachSlaves(slot);
        slot.restoreWires(saved.slot());
        return restored;
    }

    private Specimen made(FakeSlot slot, Rule otherwise, Supplier<Device> maker) {
        try {
            Specimen specimen = new Specimen(slot, maker.get());
            attachSlaves(slot);
            return specimen;
        } catch (SlotMisuse misuse) {
            throw BrokenRule.of(misuse, "");
        } catch (SettingException refused) {
            throw new BrokenRule(
                    Rule.SETTINGS_BOUNDED,
                    "with %s, which the test wants, there is no device: %s"
                            .formatted(texts, refused.getMessage()),
                    refused);
        } catch (StateException refused) {
            throw new BrokenRule(
                    Rule.SAME_FUTURE,
                    "it refuses the state that it saved: " + refused.getMessage(),
                    refused);
        } catch (RuntimeException | Error thrown) {
            throw new BrokenRule(otherwise, "making it threw " + thrown, thrown);
        }
    }

    private static void attachSlaves(FakeSlot slot) {
        if (slot instanceof FakeIsaSlot isa && isa.hasController()) {
            for (int channel = 0; channel < 8; channel++) {
                AnySlave slave = new AnySlave();
                slave.connect(isa.backplane().slave(channel, slave));
            }
        }
    }

    /** Lets go of what the devices hold. A device that was closed by a check is closed again. */
    @Override
    public void close() {
        for (Device device : made) {
            try {
                device.close();
            } catch (RuntimeException | Error thrown) {
                throw new BrokenRule(Rule.CLOSES_TWICE, "close threw " + thrown, thrown);
            }
        }
    }
}
