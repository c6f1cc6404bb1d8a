func.func @f(%a: f32, %b: i32, %m: memref<4x8xf32>, %t: tensor<4x8xf32>, %i: index, %v: vector<4xf32>) {
  %0:2 = arith.addui_extended %b, %b : i32, i1
  %1 = arith.addi %b, %0#2 : i32
  return
}
