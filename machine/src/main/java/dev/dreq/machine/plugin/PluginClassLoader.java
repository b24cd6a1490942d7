package dev.dreq.machine.plugin;

import dev.dreq.plugin.DeviceProvider;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads one plugin: its jar and libraries, the JDK, and of Dreq the SPI only. It stays open as long
 * as it is used.
 */
final class PluginClassLoader extends URLClassLoader {

    PluginClassLoader(URL[] jars) {
        super("plugin", jars, new SpiLoader());
    }

    /**
     * Shows the JDK and {@code dev.dreq.plugin}, as the machine itself sees it, and no resource but
     * the JDK's.
     */
    private static final class SpiLoader extends ClassLoader {

        private static final String SPI = DeviceProvider.class.getPackageName() + ".";

        SpiLoader() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(SPI)) {
                return DeviceProvider.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
