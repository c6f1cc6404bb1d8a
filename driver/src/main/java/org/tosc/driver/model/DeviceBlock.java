package org.tosc.driver.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.session.Session;

/// The `with device` that a statement stands in: what it leaves behind is computed there, too.
///
/// @param device null where there is none
record DeviceBlock(@Nullable String device, boolean mayFallBack) {
  /// That of the program now.
  static DeviceBlock now() {
    Session session = Session.current();
    return new DeviceBlock(session.isOnDevice() ? session.device() : null, session.mayFallBack());
  }

  /// Runs something as if it stood there.
  <T> T run(Supplier<T> body) {
    if (device == null) {
      return body.get();
    }
    Session session = Session.current();
    session.enterDevice(device, mayFallBack);
    try {
      return body.get();
    } finally {
      session.leaveDevice();
    }
  }
}
