package org.tosc.frontend.pseudocode.types;

/// The types that have a name of their own. They stand beside [Ty], not in it: two threads that
/// meet `Ty` and one of its records at the same time must not wait for each other.
interface KnownTypes {
  Ty NEVER = Ty.Simple.NEVER;
  Ty UNSET = Ty.Simple.UNSET;
  Ty ANY = Ty.Simple.ANY;
  Ty NIL = Ty.Simple.NIL;
  Ty FLOAT = Ty.Simple.FLOAT;
  Ty BOOL = Ty.Simple.BOOL;
  Ty DICT = Ty.Simple.DICT;
  Ty RANGE = Ty.Simple.RANGE;
  Ty FN = Ty.Simple.FN;
  Ty ERROR = Ty.Simple.ERROR;
  Ty TENSOR = Ty.Simple.TENSOR;
  Ty INT = new Ty.Int(null);
  Ty STR = new Ty.Str(null);
  Ty LIST = new Ty.ListOf(null);
}
