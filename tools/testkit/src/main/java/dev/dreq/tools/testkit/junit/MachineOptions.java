package dev.dreq.tools.testkit.junit;

import dev.dreq.hal.KernelOptions;
import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.machine.PluginProblem;
import dev.dreq.machine.Trace;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.plugin.settings.Quantity;
import dev.dreq.tools.testkit.Firmware;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Makes what an annotation asks for.
 *
 * @param asked the annotation
 * @param place where it stands, for messages
 */
record MachineOptions(OnMachine asked, String place) {

    /** Stands for a comma that was written twice, while a text is taken apart. */
    private static final String COMMA = "\0";

    /** The machine. */
    Machine machine(Trace trace) {
        Machine.Builder builder =
                Machine.builder()
                        .memory(size("memory", asked.memory()))
                        .coherent(asked.coherent())
                        .trace(trace);
        for (String device : asked.devices()) {
            add(device, builder);
        }
        PluginCatalog catalog = catalog();
        try {
            return builder.catalog(catalog).build();
        } catch (ConfigurationException e) {
            throw wrong(e.getMessage() + problems(catalog), e);
        }
    }

    /** The kernel's options, for a kernel on such a machine. */
    KernelOptions kernel(Machine machine) {
        long above = size("bufferAbove", asked.bufferAbove());
        long end = machine.bus().ramRanges().stream().mapToLong(RamRange::end).max().orElse(0);
        if (above >= end) {
            throw wrong(
                    "bufferAbove = \"%s\" is not possible; RAM ends at %s, give less or more memory"
                            .formatted(asked.bufferAbove(), Quantity.formatSize(end)));
        }
        try {
            return KernelOptions.defaults()
                    .withDmaMapRegisterLimit(asked.mapRegisters())
                    .withSeed(asked.seed())
                    .withBufferAbove(above)
                    .withVerifier(asked.verify())
                    .withIsaInterrupts(Firmware.interrupts(machine))
                    .withSystemDma(Firmware.systemDma(machine));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private PluginCatalog catalog() {
        PluginCatalog catalog = PluginCatalog.ofClassPath();
        for (String plugins : asked.plugins()) {
            catalog = catalog.withFolder(folder(plugins));
        }
        return catalog;
    }

    private Path folder(String text) {
        try {
            Path folder = Path.of(text);
            if (Files.isDirectory(folder)) {
                return folder;
            }
            throw wrong(
                    "plugins = \"%s\" is no folder (%s); give one that holds jars"
                            .formatted(text, folder.toAbsolutePath()));
        } catch (InvalidPathException e) {
            throw wrong("plugins = \"%s\" is no path: %s".formatted(text, e.getMessage()), e);
        }
    }

    private void add(String device, Machine.Builder builder) {
        List<String> parts =
                List.of(device.replace(",,", COMMA).split(",", -1)).stream()
                        .map(part -> part.replace(COMMA, ","))
                        .toList();
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw wrong(
                        "device \"%s\": '%s' is not of the form PROP=VALUE"
                                .formatted(device, part));
            }
            String setting = part.substring(0, equals);
            if (settings.put(setting, part.substring(equals + 1)) != null) {
                throw wrong("device \"%s\": %s is given twice".formatted(device, setting));
            }
        }
        if (parts.get(0).isEmpty()) {
            throw wrong(
                    "device \"%s\" begins with no type; give TYPE[,PROP=VALUE]..."
                            .formatted(device));
        }
        builder.device(parts.get(0), settings);
    }

    private long size(String name, String text) {
        return Quantity.size(text)
                .orElseThrow(
                        () ->
                                wrong(
                                        "%s = \"%s\" is not possible; it takes a number of bytes with an optional K, M, G or T"
                                                .formatted(name, text)));
    }

    /** Perhaps the type that is missing is one that could not be loaded. */
    private static String problems(PluginCatalog catalog) {
        return catalog.problems().isEmpty()
                ? ""
                : catalog.problems().stream()
                        .map(PluginProblem::toString)
                        .collect(Collectors.joining("; ", " (plugins not loaded: ", ")"));
    }

    private ExtensionConfigurationException wrong(String what) {
        return new ExtensionConfigurationException(words(what));
    }

    private ExtensionConfigurationException wrong(String what, Throwable cause) {
        return new ExtensionConfigurationException(words(what), cause);
    }

    private String words(String what) {
        return "@OnMachine of %s: %s".formatted(place, what);
    }
}
