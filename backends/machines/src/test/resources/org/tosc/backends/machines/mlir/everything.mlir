module {
memref.global "private" constant @g : memref<2x2xf32> = dense<[[1.0, 2.0], [3.0, 4.0]]>
func.func private @ext(memref<*xf32>, index) -> (f32, i32)
func.func @f(%v: vector<4xf32>, %m: vector<4x4xf32>, %c: i1, %i: index, %mm: memref<4xf32>, %t: tensor<4xf32>, %dt: tensor<?x4xf32>, %dm: memref<?x?xf32, strided<[?, 1], offset: ?>>) -> (f32, index) attributes {llvm.emit_c_interface} {
  %i32 = arith.constant 4 : i32
  %pd2 = tensor.empty() : tensor<2xf32>
  %0 = vector.transpose %m, [1, 0] : vector<4x4xf32> to vector<4x4xf32>
  %1 = vector.constant_mask [2] : vector<4xi1>
  %2 = vector.shuffle %v, %v [0, 5] : vector<4xf32>, vector<4xf32>
  %3 = vector.reduction <add>, %v : vector<4xf32> into f32
  %33 = vector.reduction <maximumf>, %v, %3 fastmath<nnan> : vector<4xf32> into f32
  %4 = vector.multi_reduction <add>, %m, %v [1] : vector<4x4xf32> to vector<4xf32>
  %5 = vector.extract %m[%i, 2] : f32 from vector<4x4xf32>
  %55 = vector.insert %5, %m[1, %i] : f32 into vector<4x4xf32>
  %6 = arith.cmpi slt, %i, %i : index
  %a = arith.constant 1.0 : f32
  %7 = memref.atomic_rmw addf %a, %mm[%i] : (f32, memref<4xf32>) -> f32
  %9 = arith.truncf %a to_nearest_even : f32 to f16
  %10 = vector.extract_strided_slice %m {offsets = [1], sizes = [2], strides = [1]} : vector<4x4xf32> to vector<2x4xf32>
  %r = vector.transfer_read %mm[%i], %a {in_bounds = [true]} : memref<4xf32>, vector<4xf32>
  %r2 = vector.transfer_read %mm[%i], %a, %1 : memref<4xf32>, vector<4xf32>
  vector.transfer_write %r2, %mm[%i] : vector<4xf32>, memref<4xf32>
  %tw = vector.transfer_write %r2, %t[%i], %1 {in_bounds = [true]} : vector<4xf32>, tensor<4xf32>
  %aa = memref.alloc() {alignment = 64 : i64} : memref<4xf32>
  %ab = memref.alloc(%i, %i) : memref<?x?xf32>
  %ct = vector.contract {indexing_maps = [affine_map<(i,j,k)->(i,k)>, affine_map<(i,j,k)->(k,j)>, affine_map<(i,j,k)->(i,j)>], iterator_types = ["parallel","parallel","reduction"], kind = #vector.kind<add>} %m, %m, %m : vector<4x4xf32>, vector<4x4xf32> into vector<4x4xf32>
  %op = vector.outerproduct %v, %v, %m {kind = #vector.kind<add>} : vector<4xf32>, vector<4xf32>
  %sub = memref.subview %mm[%i] [2] [1] : memref<4xf32> to memref<2xf32, strided<[1], offset: ?>>
  %ft = scf.forall (%k) in (4) shared_outs(%o = %t) -> (tensor<4xf32>) { 
    %e = tensor.extract_slice %o[%k] [1] [1] : tensor<4xf32> to tensor<1xf32>
    scf.forall.in_parallel { tensor.parallel_insert_slice %e into %o[%k] [1] [1] : tensor<1xf32> into tensor<4xf32> } }
  affine.for %q = 0 to min affine_map<(d0)[s0] -> (d0, s0)>(%i)[%i] step 2 { affine.store %a, %mm[%q + 1] : memref<4xf32> }
  affine.for %q = 0 to 4 { %xx = affine.load %mm[%q mod 4 + symbol(%i)] : memref<4xf32>
     %yy = affine.apply affine_map<(d0)[s0] -> (d0 * 4 + s0 floordiv 2)>(%q)[%i] }
  %p = affine.parallel (%x) = (0) to (4) reduce ("addf") -> (f32) { affine.yield %a : f32 }
  affine.parallel (%x, %y) = (0, 0) to (4, min(8, %i)) step (2, 4) { }
  affine.if affine_set<(d0) : (d0 - 1 >= 0)>(%i) { } else { affine.store %a, %mm[0] : memref<4xf32> }
  %w:2 = scf.while (%s = %i, %u = %a) : (index, f32) -> (index, f32) { 
     %cc = arith.cmpi ult, %s, %i : index
     scf.condition(%cc) %s, %u : index, f32 } do { ^bb0(%s: index, %u: f32): scf.yield %s, %u : index, f32 }
  %pr = scf.parallel (%x) = (%i) to (%i) step (%i) init (%a) -> f32 { scf.reduce(%a : f32) { ^bb0(%l: f32, %rr: f32): %z = arith.addf %l, %rr : f32
      scf.reduce.return %z : f32 } }
  %sw = scf.index_switch %i -> f32 case 0 { scf.yield %a : f32 } case 4 { scf.yield %a : f32 } default { scf.yield %a : f32 }
  %cs = tensor.collapse_shape %dt [[0, 1]] : tensor<?x4xf32> into tensor<?xf32>
  %es = tensor.expand_shape %t [[0, 1]] output_shape [2, 2] : tensor<4xf32> into tensor<2x2xf32>
  %pd = tensor.pad %t low[1] high[%i] { ^bb0(%z: index): tensor.yield %a : f32 } : tensor<4xf32> to tensor<?xf32>
  %gn = tensor.generate %i { ^bb0(%z: index): tensor.yield %a : f32 } : tensor<?xf32>
  %gg = memref.get_global @g : memref<2x2xf32>
  %rc = memref.reinterpret_cast %mm to offset: [%i], sizes: [2, 2], strides: [2, 1] : memref<4xf32> to memref<2x2xf32, strided<[2, 1], offset: ?>>
  %b0, %of, %sz:2, %st:2 = memref.extract_strided_metadata %dm : memref<?x?xf32, strided<[?, 1], offset: ?>> -> memref<f32>, index, index, index, index, index
  %tr = memref.transpose %gg (i, j) -> (j, i) : memref<2x2xf32> to memref<2x2xf32, strided<[1, 2]>>
  %dt2 = tensor.empty(%i) : tensor<4x?xf32>
  %lt = linalg.transpose ins(%dt : tensor<?x4xf32>) outs(%dt2 : tensor<4x?xf32>) permutation = [1, 0]
  %rd = linalg.reduce { arith.addf } ins(%es : tensor<2x2xf32>) outs(%pd2 : tensor<2xf32>) dimensions = [0]
  %mp = linalg.map { arith.addf } ins(%t, %t : tensor<4xf32>, tensor<4xf32>) outs(%t : tensor<4xf32>)
  %bc = linalg.broadcast ins(%t : tensor<4xf32>) outs(%dt : tensor<?x4xf32>) dimensions = [0]
  %eb = linalg.elemwise_binary {fun = #linalg.binary_fn<mul>} ins(%t, %t : tensor<4xf32>, tensor<4xf32>) outs(%t : tensor<4xf32>) -> tensor<4xf32>
  %se = arith.select %1, %v, %v : vector<4xi1>, vector<4xf32>
  %fl = arith.addi %i, %i overflow<nsw, nuw> : index
  %ff = arith.mulf %a, %a fastmath<reassoc,contract> : f32
  %us, %uo = arith.addui_extended %i, %i : index, i1
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %i, %gy = %i, %gz = %i) threads(%tx, %ty, %tz) in (%sx = %i, %sy = %i, %sz2 = %i) { gpu.barrier
    gpu.terminator }
  cf.cond_br %c, ^bb1(%a : f32), ^bb2
^bb1(%z1: f32):
  cf.switch %i32 : i32, [ default: ^bb2, 4: ^bb3(%a : f32) ]
^bb3(%zz: f32):
  return %zz, %i : f32, index
^bb2:
  return %a, %i : f32, index
}
}
