package dev.dreq.hal.io;

import java.util.List;
import java.util.Optional;

/**
 * CM_RESOURCE_LIST: what a device was granted, and the bus it sits on.
 *
 * @param interfaceType the bus
 * @param resources in the order in which firmware reports them
 */
public record CmResourceList(InterfaceType interfaceType, List<CmResource> resources) {

    public CmResourceList {
        resources = List.copyOf(resources);
    }

    /** The list of an ISA card. */
    public static CmResourceList isa(CmResource... resources) {
        return new CmResourceList(InterfaceType.Isa, List.of(resources));
    }

    /** The list of a device that was granted nothing. */
    public static CmResourceList empty() {
        return new CmResourceList(InterfaceType.Internal, List.of());
    }

    /** The first resource of a kind. */
    public <R extends CmResource> Optional<R> first(Class<R> kind) {
        return resources.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** All resources of a kind, in order. */
    public <R extends CmResource> List<R> all(Class<R> kind) {
        return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
