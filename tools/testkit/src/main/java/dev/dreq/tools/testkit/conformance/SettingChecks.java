package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.testkit.bus.SlotMisuse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes devices with the settings at their bounds, one by one and together. */
final class SettingChecks {

    private static final int COMBINATIONS = 30;

    /** Larger windows are asked for and not made; that would only take time. */
    private static final long MOST_BYTES = 64L << 20;

    private SettingChecks() {}

    static void settingsBounded(Bench bench) {
        DeviceProvider provider = bench.provider();
        for (Setting<?> setting : provider.settings()) {
            for (String text : edges(setting)) {
                tryOut(bench, Map.of(setting.name(), text));
            }
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < COMBINATIONS && !provider.settings().isEmpty(); i++) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (Setting<?> setting : provider.settings()) {
                List<String> edges = edges(setting);
                texts.put(setting.name(), edges.get(random.nextInt(edges.size())));
            }
            tryOut(bench, texts);
        }
    }

    /** The default and what the setting says that it takes: {@code min..max}, {@code a|b}. */
    private static List<String> edges(Setting<?> setting) {
        List<String> edges = new ArrayList<>();
        edges.add(setting.defaultText());
        String accepts = setting.accepts();
        if (accepts.matches("[^. ]+\\.\\.[^. ]+")) {
            edges.addAll(Arrays.asList(accepts.split("\\.\\.")));
        } else if (accepts.contains("|")) {
            edges.addAll(Arrays.asList(accepts.split("\\|")));
        } else {
            edges.add("/no/such/file");
        }
        return edges;
    }

    private static void tryOut(Bench bench, Map<String, String> texts) {
        try {
            make(bench, Settings.parse(bench.provider().settings(), texts));
        } catch (SettingException refused) {
            String message = String.valueOf(refused.getMessage());
            if (bench.provider().settings().stream()
                    .noneMatch(setting -> message.contains(setting.name()))) {
                throw new BrokenRule(
                        Rule.SETTINGS_BOUNDED,
                        "%s is refused, and '%s' names no setting".formatted(texts, message));
            }
        } catch (SlotMisuse misuse) {
            throw BrokenRule.of(misuse, ", with %s".formatted(texts));
        } catch (RuntimeException | Error thrown) {
            throw new BrokenRule(
                    Rule.SETTINGS_BOUNDED, "with %s it threw %s".formatted(texts, thrown), thrown);
        }
    }

    private static void make(Bench bench, Settings settings) {
        if (bench.provider() instanceof PciDeviceProvider pci) {
            long bytes = pci.function(settings).bars().stream().mapToLong(PciBar::size).sum();
            if (bytes > MOST_BYTES) {
                return;
            }
        } else if (bench.provider() instanceof IsaDeviceProvider isa) {
            isa.claims(settings);
        }
        bench.create(settings, bench.slot(settings)).close();
    }
}
