package dev.dreq.machine;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A device type made of lambdas. */
public final class TestCard implements IsaDeviceProvider {

    private final String type;
    private final List<IsaClaim> claims;
    private final BiFunction<Settings, IsaSlot, Device> maker;
    private List<Setting<?>> settings = List.of();

    private TestCard(
            String type, List<IsaClaim> claims, BiFunction<Settings, IsaSlot, Device> maker) {
        this.type = type;
        this.claims = claims;
        this.maker = maker;
    }

    /** A type whose devices do nothing but what {@code connect} connects. */
    public static TestCard of(String type, Consumer<IsaSlot> connect, IsaClaim... claims) {
        return making(
                type,
                (settings, slot) -> {
                    connect.accept(slot);
                    return new Idle();
                },
                claims);
    }

    /** A type whose devices the function makes. */
    public static TestCard making(
            String type, BiFunction<Settings, IsaSlot, Device> maker, IsaClaim... claims) {
        return new TestCard(type, List.of(claims), maker);
    }

    /** Declares settings. */
    public TestCard settings(Setting<?>... declared) {
        settings = List.of(declared);
        return this;
    }

    /** A machine of 1 MiB with one device of each type. */
    static Machine machine(TestCard... cards) {
        Machine.Builder builder =
                Machine.builder().memory(1 << 20).catalog(PluginCatalog.of(cards));
        for (TestCard card : cards) {
            builder.device(card.type, Map.of());
        }
        return builder.build();
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String summary() {
        return "a card of a test";
    }

    @Override
    public List<Setting<?>> settings() {
        return settings;
    }

    @Override
    public List<IsaClaim> claims(Settings parsed) {
        return claims;
    }

    @Override
    public Device create(Settings parsed, IsaSlot slot) {
        return maker.apply(parsed, slot);
    }

    @Override
    public Device restore(Settings parsed, IsaSlot slot, StateReader state) {
        return maker.apply(parsed, slot);
    }

    /** A device without any state. */
    public static class Idle implements Device {
        @Override
        public void reset() {}

        @Override
        public void save(StateWriter out) {}
    }
}
