package dev.dreq.tools.remote.client;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need a real QEMU: skipped where there is none, but failed if the variable CI is set.
 */
public final class InstalledQemu implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        String missing =
                RealQemu.PROGRAM + " is not installed; on Debian, apt-get install qemu-system-x86";
        boolean installed = RealQemu.installed().isPresent();
        if (System.getenv("CI") != null) {
            assertTrue(installed, missing);
        }
        assumeTrue(installed, missing);
    }
}
