package dev.dreq.tools.testkit.conformance;

/** Its device starts a thread. */
final class ThreadProvider extends FaultyProvider {

    @Override
    int salt() {
        Thread thread = new Thread(() -> {});
        thread.start();
        return 0;
    }
}
