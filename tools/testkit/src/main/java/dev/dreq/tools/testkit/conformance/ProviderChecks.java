package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.testkit.bus.FakeIsaSlot;
import dev.dreq.tools.testkit.bus.FakePciSlot;
import dev.dreq.tools.testkit.bus.FakeWindow;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** What a provider says before anything is made, and what a device does with what it asked for. */
final class ProviderChecks {

    private ProviderChecks() {}

    static void foundByServiceLoader(Bench bench) {
        Class<?> wanted = bench.provider().getClass();
        boolean found =
                ServiceLoader.load(DeviceProvider.class, wanted.getClassLoader()).stream()
                        .anyMatch(listed -> listed.type() == wanted);
        if (!found) {
            throw new BrokenRule(Rule.FOUND_BY_SERVICE_LOADER, wanted.getName() + " is not listed");
        }
    }

    static void typeNamed(Bench bench) {
        DeviceProvider provider = bench.provider();
        if (!provider.type().matches("[a-z][a-z0-9-]*")) {
            throw new BrokenRule(Rule.TYPE_NAMED, "the type is '%s'".formatted(provider.type()));
        }
        if (provider.summary().isBlank() || provider.summary().contains("\n")) {
            throw new BrokenRule(
                    Rule.TYPE_NAMED, "the summary is '%s'".formatted(provider.summary()));
        }
    }

    static void settingsDeclared(Bench bench) {
        Set<String> names = new HashSet<>();
        List<Setting<?>> settings = bench.provider().settings();
        if (!settings.equals(bench.provider().settings())) {
            throw new BrokenRule(
                    Rule.SETTINGS_DECLARED, "settings() answers other objects each time");
        }
        for (Setting<?> setting : settings) {
            if (!names.add(setting.name())) {
                throw new BrokenRule(
                        Rule.SETTINGS_DECLARED, "two settings are named " + setting.name());
            }
            if (setting.meaning().isBlank() || setting.meaning().contains("\n")) {
                throw new BrokenRule(
                        Rule.SETTINGS_DECLARED, "%s has no meaning".formatted(setting.name()));
            }
            checkDefault(setting);
        }
    }

    private static <T> void checkDefault(Setting<T> setting) {
        boolean taken;
        try {
            taken = setting.parse(setting.defaultText()).equals(setting.defaultValue());
        } catch (SettingException refused) {
            taken = false;
        }
        if (!taken) {
            throw new BrokenRule(
                    Rule.SETTINGS_DECLARED,
                    "%s has the default %s and does not take it; it takes %s"
                            .formatted(setting.name(), setting.defaultText(), setting.accepts()));
        }
    }

    static void claimsStable(Bench bench) {
        Settings settings = bench.settings();
        if (bench.provider() instanceof IsaDeviceProvider isa) {
            Set<String> names = new HashSet<>();
            for (IsaClaim claim : isa.claims(settings)) {
                if (!names.add(claim.name())) {
                    throw new BrokenRule(
                            Rule.CLAIMS_STABLE, "two claims are named " + claim.name());
                }
            }
            same(isa.claims(settings), isa.claims(settings));
        } else if (bench.provider() instanceof PciDeviceProvider pci) {
            same(pci.function(settings), pci.function(settings));
        }
    }

    private static void same(Object first, Object second) {
        if (!first.equals(second)) {
            throw new BrokenRule(
                    Rule.CLAIMS_STABLE, "it asks for %s and then for %s".formatted(first, second));
        }
    }

    static void grantKept(Bench bench) {
        Specimen specimen = bench.create();
        Settings settings = bench.settings();
        if (bench.provider() instanceof IsaDeviceProvider isa) {
            FakeIsaSlot slot = (FakeIsaSlot) specimen.slot();
            isa.claims(settings).forEach(claim -> connected(slot, claim));
        } else if (bench.provider() instanceof PciDeviceProvider pci) {
            FakePciSlot slot = (FakePciSlot) specimen.slot();
            for (PciBar bar : pci.function(settings).bars()) {
                if (!slot.isMapped(bar.index())) {
                    throw unconnected("base address register " + bar.index());
                }
            }
        }
    }

    private static void connected(FakeIsaSlot slot, IsaClaim claim) {
        if (claim instanceof IsaClaim.Ports
                && slot.windows().stream().map(FakeWindow::name).noneMatch(claim.name()::equals)) {
            throw unconnected("ports as '%s'".formatted(claim.name()));
        }
        if (claim instanceof IsaClaim.Dma && !slot.channels().containsKey(claim.name())) {
            throw unconnected("a DMA channel as '%s'".formatted(claim.name()));
        }
        if (claim instanceof IsaClaim.DmaControl && !slot.hasController()) {
            throw unconnected("the place of the DMA controller");
        }
    }

    private static BrokenRule unconnected(String what) {
        return new BrokenRule(
                Rule.GRANT_KEPT, "it asks for %s and does not connect to it".formatted(what));
    }
}
