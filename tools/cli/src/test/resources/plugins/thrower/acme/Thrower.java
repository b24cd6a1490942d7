package acme;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.state.StateWriter;

/** Throws at the one place that its setting names. */
class Thrower implements Device, IoHandler {

    enum Place {
        NOWHERE,
        CREATE,
        READ,
        WRITE,
        SLAVE,
        COMPLETION,
        TIMER,
        RESET,
        SAVE,
        CLOSE
    }

    static final Setting<Place> WHERE =
            Setting.choice("where", Place.NOWHERE, "where it throws");

    private final Place where;

    Thrower(Place where) {
        this.where = where;
        at(Place.CREATE);
    }

    final void at(Place place) {
        if (place == where) {
            throw new IllegalStateException("thrown in " + place);
        }
    }

    @Override
    public long read(long offset, int size) {
        at(Place.READ);
        return 0x5a;
    }

    @Override
    public void write(long offset, int size, long value) {
        at(Place.WRITE);
    }

    @Override
    public void reset() {
        at(Place.RESET);
    }

    @Override
    public void save(StateWriter out) {
        at(Place.SAVE);
    }

    @Override
    public void close() {
        at(Place.CLOSE);
    }
}
