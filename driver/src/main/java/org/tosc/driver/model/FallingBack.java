package org.tosc.driver.model;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.tosc.models.compute.Code;
import org.tosc.models.compute.Compute;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.GuestError;
import org.tosc.tir.ir.Function;

/// A device for models in a block that allows a fallback: what it has no code for runs elsewhere.
record FallingBack(EngineCompute device, EngineCompute otherwise) implements Compute {
  @Override
  public String name() {
    return device.name();
  }

  @Override
  public int threads() {
    return device.threads();
  }

  @Override
  public Code compile(Function function) {
    return new Tried(function)::call;
  }

  /// Devices may find out in any call that they have no code: the first ones may go another way.
  /// Nothing is lost then, since all results are written again.
  private final class Tried {
    private final Function function;
    private @Nullable Code here;
    private @Nullable Code elsewhere;

    Tried(Function function) {
      this.function = function;
    }

    void call(MemorySegment... buffers) {
      if (elsewhere == null) {
        try {
          onDevice().call(buffers);
          return;
        } catch (GuestError error) {
          if (!error.kind().equals(ErrorKind.UNAVAILABLE.text())) {
            throw error;
          }
          elsewhere = otherwise.compile(function);
        }
      }
      elsewhere.call(buffers);
    }

    private Code onDevice() {
      Code known = here;
      if (known == null) {
        known = device.compile(function);
        here = known;
      }
      return known;
    }
  }
}
