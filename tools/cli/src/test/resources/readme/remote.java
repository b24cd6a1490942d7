package acme;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.tools.remote.client.*;
import java.util.List;

/** What the fragments of the README stand in: the names that they use, and nothing else. */
abstract class Fragment {
    abstract void drive(Kernel kernel) throws Exception;

    void fragment() throws Exception {
        // BLOCK
    }
}
