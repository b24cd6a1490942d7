/** The QMP server: negotiation, commands, events and errors by class. */
@NullMarked
package dev.dreq.tools.remote.qmp;

import org.jspecify.annotations.NullMarked;
