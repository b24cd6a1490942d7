package dev.dreq.machine.plugin;

import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.DeviceProvider;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the providers on the class path and the module path. */
public final class StockPlugins {

    private static final int PROBLEMS = 100;

    private StockPlugins() {}

    /** Adds what is there. */
    public static void find(String origin, Findings found) {
        Iterator<DeviceProvider> providers =
                ServiceLoader.load(DeviceProvider.class, PluginCatalog.class.getClassLoader())
                        .iterator();
        // An iterator that fails goes on behind the bad entry; the bound is for one that cannot.
        for (int problems = 0; problems < PROBLEMS; ) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                found.add(providers.next(), origin);
            } catch (ServiceConfigurationError | LinkageError bad) {
                problems++;
                found.problem(origin, "-", Findings.reason(bad));
            }
        }
    }
}
