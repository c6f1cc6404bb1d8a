func.func @f(%n: index, %a: f32) -> f32 {
  %0 = scf.for %i = %n to %n step %n iter_args(%s = %a) -> (f32) {
    scf.yield
  }
  return %0 : f32
}
