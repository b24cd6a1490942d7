package dev.dreq.tools.testkit.conformance;

/** Its device asks for the time of day. */
final class WallClockProvider extends FaultyProvider {

    @Override
    int salt() {
        return System.currentTimeMillis() < 0 ? 1 : 0;
    }
}
