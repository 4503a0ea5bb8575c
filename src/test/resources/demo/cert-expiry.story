at: 28d 08:20
cwd: /home/sam/work/harbourline/infra
branch: main
client: 2.1.299

@user
phone says the certificate of status.harbourline.example expired. cert-manager should have renewed it. ideas?
@bash kubectl describe certificate status | tail -5
  Warning  BadConfig  3d  cert-manager  Issuer "letsencrypt-prod" not found in namespace "status"
@say
The `Issuer` is namespaced; when the status page moved to its own namespace, its issuer stayed behind. It should be a `ClusterIssuer`.
@edit apps/status/certificate.yaml:8
   issuerRef:
     name: letsencrypt-prod
-    kind: Issuer
+    kind: ClusterIssuer
@bash kubectl apply -f apps/status/certificate.yaml && sleep 20 && kubectl get certificate status
NAME     READY   SECRET       AGE
status   True    status-tls   214d
@say
Renewed. A status page that is down is technically also information, but still.
@title Status page certificate: issuer left behind
