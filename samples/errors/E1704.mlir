func.func @half(%n: index, %x: f32) -> f32 {
  %one = arith.constant 1 : index
  %zero = arith.constant 0 : index
  %half = arith.constant 0.5 : f32
  %y = scf.for %i = %zero to %n step %one iter_args(%sum = %x) -> (f32) {
    %next = arith.mulf %sum, %half : f32
    scf.yield
  }
  return %y : f32
}
