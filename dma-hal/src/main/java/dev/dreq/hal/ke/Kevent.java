package dev.dreq.hal.ke;

/** KEVENT. Made by {@link Ke#initializeEvent}. */
public interface Kevent extends DispatcherObject {}
